"""Translation of messages: gettext catalogs, and the choice of the language."""
