"""What every block of the plan file is: typed, frozen, without keys that nobody knows."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Block(BaseModel):
    """A block of the plan file."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


Identifier = Annotated[str, Field(pattern=r"^[^\W_][\w.-]{0,39}$")]
Text = Annotated[str, Field(min_length=1)]
DEDUCT = "deduct"  # the rule that takes points off
