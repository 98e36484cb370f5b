"""The yearly information to the President: what it says, and its Word, PDF and Excel forms.

`snapshot` gathers the facts of a cycle into plain JSON; `document` puts them into words in one
language; `word`, `pdf` and `sheet` give those words a form. Rendering needs the snapshot alone.
"""
