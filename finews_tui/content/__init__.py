"""Parse untrusted text and images into safe data, without side effects."""
