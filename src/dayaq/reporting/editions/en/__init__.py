"""An edition in English; the text of the law stays Azerbaijani."""
