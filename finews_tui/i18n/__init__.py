"""Translation of messages: gettext catalogs and language selection."""
