"""The first page, navigation, search and the pages that join rooms."""
