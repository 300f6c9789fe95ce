"""Links in notations that no support reply needs: other schemes, tags, obfuscated and foreign-letter hosts. Pure.

What ``values.extract`` reads as a link is held against the sources; what stands here is none of ours in any case.
"""

import re

_TLD = (
    r"(?:com|org|net|io|de|uk|eu|fr|es|nl|pl|app|shop|info|xyz|ru|cn|link|me|co|example|test|site|online|top|ly|zip|mov|"
    r"click|tk|ml|ga|cf|gq|biz|icu|club|pw|cc|dev|ai|tv|cloud|store|vip|website|su|ws|gg|agency|digital|network)"
)
_WORDY = (
    r"(?:help|support|page|web|win|work|space|fun|pro|us|to|world|today|email|services|solutions|center|live|at|in|it)"
)
"""Top levels that are words: where a space is missing after a full stop, they are no host."""
_ODD = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        # another scheme, with or without slashes
        r"(?<![\w.])(?:javascript|vbscript)\s?:\s?[^\s<>]{1,500}",
        r"(?<![\w.])(?:mailto|sms|smsto|file|blob|intent|whatsapp|skype|facetime|view-source|hxxps?):[^\s<>]{1,500}",
        r"(?<![\w.])data:[^\s<>]{0,60}[/;,][^\s<>]{1,500}",
        r"(?<![\w.])(?:tel|sms|smsto|callto|geo):\+?[\d][^\s<>]{0,500}",
        r"(?<![\w.])(?!https?://)[a-z][a-z0-9+.-]{1,20}://[^\s<>]{1,500}",
        r"(?<![\w.])https?:\s?(?:\\+|/\\|\\/|/(?!/)|[^\s/\\]{0,3}@)[^\s<>]{1,500}",
        # no scheme at all
        r"(?<![\w:/.])//[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}[^\s<>]{0,500}",
        r"(?<![\w.@])(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?:/[^\s<>]{0,500})?(?![\w.])",
        # a host in letters of other alphabets, or with a dot of theirs
        r"(?<![\w@])(?=[\w.-]{0,80}[^\x00-\x7f])[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\."
        rf"{_TLD}(?![\w-])(?:/[^\s<>]{{0,500}})?",
        r"[\w-]{1,63}[。．｡․][\w-]{1,63}(?:[.。．｡․][\w-]{1,63})*(?:/[^\s<>]{0,500})?",
        r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,9}" + _TLD + r"(?:[/?#:][^\s<>]{0,500})?(?![\w@-])",
        r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,9}" + _WORDY + r"[/?#:][^\s<>]{1,500}",
        # a dot that is spelt out
        r"[\w-]{1,63}\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\})\s?[\w-]{1,63}(?:[\w./-]*)",
        r"(?<!\w)[\w-]{1,63} (?:dot|punkt|point|punto) " + _TLD + r"(?!\w)",
        r"(?<!\w)[\w.-]{1,63}\s?(?:\[at\]|\(at\)|\{at\})\s?[\w-]{1,63}[\w.\s\[\]()-]{0,20}",
        # markup
        r"<\s*/?\s*(?:a|img|iframe|script|svg|object|embed|link|meta|form|video|audio|base|input|button|style|image|"
        r"picture|source|body|marquee|details)\b[^>]{0,500}>?",
        r"\burl\s*\([^)]{0,500}\)",
        r"(?<!\w)on(?:error|load|click|mouseover|focus)\s*=",
        r"\]\(\s*<?[^)\s]{1,500}",
    )
)
_REFERENCE = re.compile(r"^[ \t]*\[[^\]\n]{1,60}\]:\s*\S+", re.MULTILINE)


def odd_links(text: str) -> list[tuple[int, int]]:
    """Places of what leads out of the text in such a way, none within another."""
    spans = [m.span() for rule in (*_ODD, _REFERENCE) for m in rule.finditer(text)]
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not out or end > out[-1][1]:
            out.append((start, end))
    return out
