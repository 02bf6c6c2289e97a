"""The sRGB colour profile that JPEG and WebP files carry.

In: nothing. Out: the bytes of an ICC profile, the same on every day and every system.
"""

from __future__ import annotations

from functools import cache

from PIL import ImageCms

# Header fields of ICC.1:2022, 7.2: date and time of making, the maker's platform, the profile's hash.
_DATE = slice(24, 36)
_PLATFORM = slice(40, 44)
_ID = slice(84, 100)


@cache
def srgb() -> bytes:
    """An ICC profile for sRGB, 588 bytes.

    LittleCMS writes the time of day and the system into it; both may be zero, and are here.
    """
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for part in (_DATE, _PLATFORM, _ID):
        made[part] = bytes(part.stop - part.start)
    # A date of zeros is no date; the day of the sRGB standard (IEC 61966-2-1) is one.
    made[_DATE] = b"".join(n.to_bytes(2, "big") for n in (1999, 10, 18, 0, 0, 0))
    return bytes(made)
