# Stands in for GraalPy's native module of this name, of which a process can load one only (25.0.3): what its unicodedata takes from
# there. A traceback asks for the width of characters as soon as a line of it is not ASCII.
# The tables are of the Unicode Character Database 16.0 (Copyright Unicode, Inc.; Unicode License v3), as GraalPy's own unicodedata
# is: runs of code points from 0 on, each its length to the base 36 and its value. UnicodeTablesTest holds them against ICU's.
import unicodedata

_WIDTH_RUNS = (
    "wN2nSyN1A2S1A2S2A1N1A1N1S2A1S5A1N5A1N4A6N1A9N1A6N2A5N4A4N1A1N3A1N2A2N1A1N2A3N4A1N1A1N1A2N1AfN1A1N1A7N1AaN2A3N1A5N3A"
    "4N1A6N4A1N1A3N4A1N1A4N2AiN2A3N1A2qN1A1N1A1N1A1N1A1N1A1N1A1N1A1N1A38N1AfN1A2qN1A2N1A1N3A1N1A2N1A7N4A1N1A1N1AwN34AxNhA"
    "1N7A7NhA1N7A1jN1AeN1sA1N1A2i6N2oW2wgN1A2N4A1N2A2N2A2N3A1N4A8N1A1N2A1N1A5N1A2N1A1hN1AaN1A1N4A10N1H2N1A2eN1A1N1A3N1A9N"
    "1A2N1AaN2A3N1A4N1A13N2A6N4A1NcA4NaAfN1A6NaAuN2AoN1A1N1AiN1AoN1A1N2A3N2A2N1A3N1A1N1A3N1A4N1A2N4A2N1A1N1A1N6A1N1A5N4A"
    "4N2AaN1A3N1A5N1AdN2A2N4A2N2A2N2AiN2A2N2AdN1A3N1AbN1ApN1A2aN1A7N2WdN2W5aN4W3N1W2N1W30N3uA1N2pA4N10AcNgA2N4AaN2A1N7A8N"
    "2A2N2A4N2A2N2A4N3A2N1A2N4AgN4A9N1AdN2W6N2A2N1A4N2A4N2W6N1A1N1AhN8W8N1A1N1A5NcWcN2A1N3A1N4A1N2A1N1AfN1WaN6W3N1WaN2A1N"
    "1W8N2WhN2W1A4N2W8A1W5A1WdA1N1A4N2A1W7A2W1A1W4A1W2A1W2A5N1W4N2WsN1WkN1AeN1W1N1W4N3W1N1WuNaAlN3WoN1WeN1W12N8SbbN2Sb8N"
    "2W1fN1W4N1W4AmeNqW1N2hWcN5yWqNgW1F1qW2N2eW2N2vW5N17W1N2mW1N2eW9N1cW1N14W8AmkdW3N1jWwpNtWhvN8mcW1ngN4xsAe8WlcNgAaWmN"
    "zW1NjW1N4W45N2oF2mH3N6H2N6H2N6H2N3H3N7F1N7HeN1Am3mN5WbN2WeN4qgW8NyeW15NaW6w7N4W1N7W1N2W1N83WfN1WtN3W2N1WeN4W8Nb0W"
    "6boN2fW9NnW5n1N1W5mN1W1cNbA5NuA2N1mA6NuA1W2AaWiA2bN3WdN18W4N9W7N2WeN6W4aNxWcN9W1N1yW1NmWcN17W4N5WcNhW3N1W3N1zW1N1W1N"
    "57W2N1rWdN4W1NoWiN1WqN2WdN1W2eN2dW1cN1yW6N1W3N3W2N3W4N4WbN2W7N9W6bNcW4N1W7vN1bW1NaW1N55W34NdW3NaW5N1kW7NfW2NbW6N9W"
    "zrN1ekeW2N1ekeWe1vmN6oA1e6oN1ekeA2N1ekeA2N"
)
_CLASS_RUNS = (
    "lc:0 l:230 1:232 4:220 1:232 1:216 5:220 2:202 4:220 2:202 b:220 5:1 4:220 8:230 1:240 1:230 3:220 3:230 2:220 1:0 "
    "3:230 4:220 1:230 1:232 2:220 1:230 1:233 2:234 1:233 2:234 1:233 d:230 7n:0 5:230 7d:0 1:220 4:230 1:220 3:230 "
    "1:222 1:220 6:230 6:220 2:230 1:220 2:230 1:222 1:228 1:230 1:10 1:11 1:12 1:13 1:14 1:15 1:16 1:17 1:18 2:19 1:20 "
    "1:21 1:22 1:0 1:23 1:0 1:24 1:25 1:0 1:230 1:220 1:0 1:18 20:0 8:230 1:30 1:31 1:32 1c:0 1:27 1:28 1:29 1:30 1:31 "
    "1:32 1:33 1:34 2:230 2:220 5:230 1:220 2:230 1:220 g:0 1:35 2t:0 7:230 2:0 4:230 1:220 1:230 2:0 2:230 1:0 1:220 "
    "2:230 1:220 z:0 1:36 u:0 1:230 1:220 2:230 1:220 2:230 3:220 1:230 2:220 1:230 1:220 3:230 1:220 1:230 1:220 1:230 "
    "1:220 1:230 1:220 2:230 4g:0 7:230 1:220 1:230 9:0 1:220 o:0 4:230 1:0 9:230 1:0 3:230 1:0 5:230 17:0 3:220 1n:0 "
    "2:230 3:220 4:230 16:0 5:230 5:220 e:230 1:0 1:220 2:230 1:220 2:230 1:220 3:230 3:220 1:27 1:28 1:29 3:230 1:220 "
    "2:230 2:220 5:230 1o:0 1:7 g:0 1:9 3:0 1:230 1:220 2:230 2v:0 1:7 g:0 1:9 1c:0 1:230 1p:0 1:7 g:0 1:9 32:0 1:7 g:0 "
    "1:9 32:0 1:7 g:0 1:9 3j:0 1:9 32:0 1:7 g:0 1:9 7:0 1:84 1:91 2t:0 1:7 g:0 1:9 31:0 2:9 g:0 1:9 3g:0 1:9 31:0 2:103 "
    "1:9 d:0 4:107 30:0 2:118 1:9 d:0 4:122 24:0 2:220 r:0 1:220 1:0 1:220 1:0 1:216 1j:0 1:129 1:130 1:0 1:132 5:0 "
    "4:130 2:0 1:130 1:0 2:230 1:9 1:0 2:230 1q:0 1:220 34:0 1:7 1:0 2:9 2a:0 1:220 jz:0 3:230 qc:0 2:9 u:0 1:9 4d:0 1:9 "
    "a:0 1:230 5n:0 1:228 3z:0 1:222 1:230 1:220 63:0 1:230 1:220 1z:0 1:9 k:0 8:230 2:0 1:220 1c:0 5:230 6:220 2:230 "
    "1:220 1:0 2:220 2:230 2:220 5:230 1:220 4:230 2t:0 1:7 f:0 1:9 12:0 1:230 1:220 7:230 1i:0 2:9 1m:0 1:7 b:0 2:9 "
    "1v:0 1:7 48:0 3:230 1:0 1:1 5:220 2:230 4:220 1:230 1:0 7:1 4:0 1:220 6:0 1:230 3:0 2:230 5i:0 2:230 1:220 7:230 "
    "1:220 2:230 1:234 1:214 1:220 1:202 11:230 1:232 2:228 1:220 1:218 1:230 1:233 1:220 1:230 1:220 k0:0 2:230 2:1 "
    "4:230 3:1 2:230 4:0 1:230 3:0 2:1 1:230 1:220 1:230 2:1 4:220 1:230 2da:0 3:230 3x:0 1:9 2o:0 w:230 fe:0 1:218 "
    "1:228 1:232 1:222 2:224 2x:0 2:8 n9w:0 1:230 4:0 a:230 w:0 2:230 28:0 2:230 7o:0 1:9 11:0 1:9 47:0 1:9 r:0 i:230 "
    "1l:0 3:220 11:0 1:9 2n:0 1:7 c:0 1:9 6n:0 1:230 1:0 2:230 1:220 2:0 2:230 5:0 2:230 1:0 1:230 1g:0 1:9 6u:0 1:9 "
    "fn4:0 1:26 ld:0 7:230 7:220 2:230 r1:0 1:220 6a:0 1:220 45:0 5:230 1aq:0 1:220 1:0 1:230 14:0 1:230 1:1 1:220 4:0 "
    "1:9 4l:0 1:230 1:220 fx:0 4:230 1t:0 5:230 8t:0 2:230 28:0 3:220 1y:0 2:220 3:230 1:220 1:230 4:220 1d:0 1:230 "
    "1:220 1:230 1:220 5c:0 1:9 15:0 1:9 e:0 1:9 1l:0 1:9 1:7 1x:0 3:230 1c:0 2:9 1q:0 1:7 24:0 1:9 9:0 1:7 2y:0 1:9 1:7 "
    "4y:0 1:7 1:9 28:0 2:7 g:0 1:9 o:0 7:230 3:0 5:230 2h:0 3:9 35:0 1:9 3:0 1:7 n:0 1:230 2r:0 1:9 1:7 6z:0 1:9 1:7 "
    "3i:0 1:9 3a:0 1:9 1:7 37:0 1:9 7h:0 1:9 1:7 76:0 2:9 4:0 1:7 4c:0 1:9 2b:0 1:9 i:0 1:9 29:0 1:9 bp:0 1:9 76:0 1:7 "
    "1:0 2:9 29:0 1:9 bt:0 2:9 d0s:0 1:9 1xc:0 5:1 1n:0 7:230 xl:0 2:6 f58:0 1:1 43q:0 2:216 3:1 3:0 1:226 5:216 8:0 "
    "8:220 2:0 5:230 2:220 u:0 4:230 44:0 3:230 2pn:0 7:230 1:0 h:230 2:0 7:230 1:0 2:230 1:0 5:230 2s:0 1:230 4g:0 "
    "7:230 af:0 1:230 1p:0 4:230 e4:0 2:232 1:220 1:230 72:0 1:230 1:220 kg:0 7:220 31:0 6:230 1:7 l705:0 "
)
_3_2_RUNS = (
    "f5Y1NiYsN2mY2N1rYhN28YgNgY4N2Y4N1Y3N1Y5N7Y1N1Y1NkY1N18Y1N13Y9N3rY1N1zY1N12Y2N2Y6NgYxN12Y2N7Y1N13Y1N2Y6NhY1NnY1NaYbN"
    "rY5N5YnN1YeN1Y3N1Y1NqY5NmYaN3yY2NfY1NeY1NuY3NrY1hN1eY9bN3Y1N1hY2NiY2N5Y3NpYgN3Y1N8Y2N2Y2NmY1N7Y1N1Y3N4Y2N1Y1N7Y2N2Y"
    "2N3Y9N1Y4N2Y1N5Y2NlY7N1Y2N6Y4N2Y2NmY1N7Y1N2Y1N2Y1N2Y2N1Y1N5Y4N2Y2N3YbN4Y1N1Y7NfYcN3Y1N7Y1N1Y1N3Y1NmY1N7Y1N2Y1N5Y2NaY"
    "1N3Y1N3Y2N1YfN1Y5NaYhN3Y1N8Y2N2Y2NmY1N7Y1N2Y2N4Y2N8Y3N2Y2N3Y8N2Y4N2Y1N3Y4NbYhN2Y1N6Y3N3Y1N4Y3N2Y1N1Y1N2Y3N2Y3N3Y3N8Y"
    "1N3Y4N5Y3N3Y1N4Y9N1YfNcYeN3Y1N8Y1N3Y1NnY1NaY1N5Y4N7Y1N3Y1N4Y7N2Y9N2Y4NaYiN2Y1N8Y1N3Y1NnY1NaY1N5Y4N7Y1N3Y1N4Y7N2Y7N1Y"
    "1N2Y4NaYiN2Y1N8Y1N3Y1NnY1NgY4N6Y2N3Y1N4Y9N1Y8N2Y4NaYiN2Y1NiY3NoY1N9Y1N1Y2N7Y3N1Y4N6Y1N1Y1N8YiN3YcN1mY4NtY11N2Y1N1Y2N"
    "2Y1N1Y2N1Y6N4Y1N7Y1N3Y1N1Y1N1Y2N2Y1NdY1N3Y2N5Y1N1Y1N6Y2NaY2N2YyN20Y1NyY6NrY4N8Y1N10Y1NfY2N1Y1cNyY1N5Y1N2Y1N7Y3N4Y6N"
    "qY1yN12YaN15Y2N1Y4N2iY5N1wY5N2aY6N7Y1N1rY1N1Y1N4Y2N7Y1N1Y1N4Y2N13Y1N1Y1N4Y2NvY1N1Y1N4Y2N7Y1N1Y1N4Y2N7Y1N7Y1NnY1NvY1N"
    "1Y1N4Y2N7Y1N13Y1NjY6NsYzN2dYcNhiY9NtY3N29YfNdY1N7YbNnY9NkYcNdY1N3Y1N2YcN2lY3NaYmNfY1NaY6N2gY8N16Y11yN4cY4N2iY6NmY2N"
    "6Y2N12Y2N6Y2N8Y1N1Y1N1Y1N1Y1NvY2N1hY1NfY1NeY2N6Y1NjY2N3Y1N9Y1N2bY4N1Y7N5Y6N8Y2NrYhNiYuNrYlN1nY2NfY7N1dYcNfzY1dN13YpN"
    "bYlN4fY1N7oY2N2Y1N2tY2NaY3bN4Y1N4Y2NsY1NzY1N1Y1N4Y3N1Y1N7Y2N1gY3NoY1NeYhNsY4NlsYowNqY1N2hYcN5yYqNcY4N1sY1N2eY2N2vY5N"
    "14Y4N2mY1N14Y1kN19Y3N10YdN17Y3N25Y4N1bY1N3bY4N2rY2NvY1N52uY22Ng4mY2iNwdY3N1jY1fdN8mcY2kN6r2Y2N1nY45N7YcN5Y5NqY1N5Y1N"
    "1Y1N2Y1N2Y1N30YxNa5YgN1sY2N1iY8N19Y3NgYgN4YcNnY2NaY1NjY1N4Y4N5Y1N3rY2N1Y1N5aY3N6Y2N6Y2N6Y2N3Y3N7Y1N7YaN7YlcNvY1N4YcN"
    "rY51N12Y2N12Y148iN6uYaN13Y3N50Yf6N2dY1N1zY1N2Y2N1Y2N2Y2N4Y1NcY1N1Y1N4Y1N2Y1N1tY1N4Y2N8Y1N7Y1NsY1N4Y1N5Y1N1Y3N7Y1N9eY"
    "4N82Y4N1eY7weNwyhYg15Nf2Y15sN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1ekeN2Y1N1YuN"
    "2oY1eguN2t4yY"
)


_WIDTHS = {"N": "N", "A": "A", "H": "H", "F": "F", "S": "Na", "W": "W"}


def _runs(text, values):
    """Where each run ends, and the values."""
    ends, found, end, length = [], [], 0, ""
    for piece in text.split() if ":" in text else _pieces(text):
        length, value = piece.split(":") if ":" in piece else (piece[:-1], piece[-1])
        end += int(length, 36)
        ends.append(end)
        found.append(values(value))
    return ends, found


def _pieces(text):
    start = 0
    for at, letter in enumerate(text):
        if letter.isupper():
            yield text[start : at + 1]
            start = at + 1


class _Table:
    def __init__(self, text, values):
        self.text, self.values, self.ends = text, values, None

    def of(self, character):
        if not isinstance(character, str) or len(character) != 1:
            raise TypeError("argument must be a unicode character, not " + type(character).__name__)
        if self.ends is None:
            ends, self.found = _runs(self.text, self.values)
            self.ends = ends
        code, low, high = ord(character), 0, len(self.ends) - 1
        while low < high:
            middle = (low + high) // 2
            if code < self.ends[middle]:
                high = middle
            else:
                low = middle + 1
        return self.found[low]


_width = _Table(_WIDTH_RUNS, _WIDTHS.__getitem__)
_class = _Table(_CLASS_RUNS, int)
_of_3_2 = _Table(_3_2_RUNS, "Y".__eq__)


def east_asian_width(chr, /):
    return _width.of(chr)


def combining(chr, /):
    return _class.of(chr)


def lookup(name, /):
    code = _taskhost_code_point(name)
    if code < 0 or unicodedata.name(chr(code), "") != name.upper():
        raise KeyError("undefined character name '" + name + "'")
    return chr(code)


class UCD:
    """Unicode 3.2.0 for stringprep and IDNA: what it did not have is unassigned; what it had is as today."""

    unidata_version = "3.2.0"

    def category(self, chr, /):
        return unicodedata.category(chr) if _of_3_2.of(chr) else "Cn"

    def bidirectional(self, chr, /):
        return unicodedata.bidirectional(chr) if _of_3_2.of(chr) else ""

    def combining(self, chr, /):
        return combining(chr) if _of_3_2.of(chr) else 0

    def east_asian_width(self, chr, /):
        return east_asian_width(chr) if _of_3_2.of(chr) else "N"

    def lookup(self, name, /):
        found = lookup(name)
        if not _of_3_2.of(found):
            raise KeyError("undefined character name '" + name + "'")
        return found

    def __getattr__(self, name):
        return getattr(unicodedata, name)


ucd_3_2_0 = UCD()
