"""Terminal UI with Textual. No SQL, network access or file reading here."""
