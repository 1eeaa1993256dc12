"""``python -m toolkit`` is the command ``thidua``."""

import sys

import toolkit

if __name__ == "__main__":
    if getattr(toolkit, "DISTRIBUTION", "") != "thidua":  # another package has been installed over this one
        print(f"toolkit ở {toolkit.__file__} là gói khác cùng tên. Cách sửa: docs/cai_dat.md.", file=sys.stderr)
        sys.exit(4)
    from .commands.cli import main

    sys.exit(main())
