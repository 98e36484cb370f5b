"""An edition in Azerbaijani."""
