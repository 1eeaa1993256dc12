"""What is said of the places of an award where cases that stand equal are at the line."""

from __future__ import annotations


def either_text(given: int, tied: int, *, places: int | None) -> str:
    """What becomes of the places (None: as many as deserve one) if all or none of the cases that are tied get one.

    >>> either_text(1, 2, places=2)
    'Còn 1 suất trong 2. Chọn cả 2 trường hợp: 3/2, vượt 1 suất; không chọn trường hợp nào: 1/2, để trống 1 suất.'
    """
    if places is None:
        return f"Đã đề nghị {given}; chọn cả {tied} trường hợp thì thành {given + tied}."
    over, left = given + tied - places, places - given
    taken = f"vượt {over} suất" if over > 0 else f"còn {-over} suất" if over else "vừa hết suất"
    return (
        f"Còn {left} suất trong {places}. Chọn cả {tied} trường hợp: {given + tied}/{places}, {taken}; "
        f"không chọn trường hợp nào: {given}/{places}, để trống {left} suất."
    )
