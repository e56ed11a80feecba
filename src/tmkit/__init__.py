"""tmkit: a Japanese-English translation memory and glossary toolkit."""

__version__ = "0.1.0"
