"""The ten briefs of a CSV file, each for every network that takes what is made of one."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Briefs:
    """A file as it is submitted.

    Args:
        titles: brand and topic of each row, numbered as a spreadsheet does: the header is row 1.
        publications: how many come of it.
    """

    data: bytes
    titles: dict[int, str]
    publications: int

    @classmethod
    def read(cls, data: bytes, networks: Mapping[str, int]) -> "Briefs":
        """The file with its networks replaced.

        Args:
            data: the file; UTF-8 with a header row.
            networks: by name, for how many of the rows each is.
        """
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        rows, text = list(reader), io.StringIO(newline="")
        writer = csv.DictWriter(text, list(reader.fieldnames or ()))
        writer.writeheader()
        titles, publications = {}, 0
        for position, row in enumerate(rows):
            chosen = [name for name, most in networks.items() if position < most]
            writer.writerow({**row, "networks": ";".join(chosen)})
            titles[position + 2] = f"{row['brand']}: {row['topic']}"
            publications += len(chosen)
        return cls(text.getvalue().encode(), titles, publications)
