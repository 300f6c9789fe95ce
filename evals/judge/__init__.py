"""A model as judge, where there is one: by rubric, blind, and never believed without its agreement to people."""
