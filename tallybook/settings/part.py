"""What all parts of the settings have in common."""

from pydantic import BaseModel, ConfigDict

# Text or nothing: an id such as 007 or NO must arrive as it was written.
Scalar = str | None


class Part(BaseModel):
    """Strict, frozen, unknown keys refused; the sentence under a field is its description in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
