"""`patch_wine.py FOLDER`: give Wine's own DLLs the three functions that Qt 6 and NumPy 2 ask for.

For the machine that builds and tests; `check_dist.py` sees to it that no DLL of Wine is shipped.
"""

import sys
from pathlib import Path

import pefile

# What each function is to do, in x86-64: return the real part, return the imaginary part, fail.
PATCHES = {
    "ucrtbase.dll": {"crealf": "660f6ec1c3", "cimagf": "48c1e920660f6ec1c3"},
    "mscms.dll": {"WcsCreateIccProfile": "31c0c3"},
}
STUB_START, STUB_CALL_AT, CALL = bytes.fromhex("4883ec28488d0d"), 18, 0xE8
"""How the code of a function begins that Wine has by name only."""


def patched(dll: Path, functions: dict[str, str]) -> bytes:
    """The DLL with these functions in the place of Wine's stubs.

    Raises:
        ValueError: One is no stub: another Wine, which may not need it.
    """
    content = bytearray(dll.read_bytes())
    pe = pefile.PE(data=bytes(content))
    places = {
        one.name.decode(): one.address for one in pe.DIRECTORY_ENTRY_EXPORT.symbols if one.name
    }
    for name, code in functions.items():
        start = pe.get_offset_from_rva(places[name])
        if content[start : start + len(STUB_START)] != STUB_START or (
            content[start + STUB_CALL_AT] != CALL
        ):
            raise ValueError(f"{dll.name}: {name} is no stub")
        replacement = bytes.fromhex(code)
        content[start : start + len(replacement)] = replacement
    return bytes(content)


def main() -> None:
    """Patch all of them."""
    folder = Path(sys.argv[1])
    for name, functions in PATCHES.items():
        (folder / name).write_bytes(patched(folder / name, functions))


if __name__ == "__main__":
    main()
