"""The screen: Textual, without SQL, network or file reading."""
