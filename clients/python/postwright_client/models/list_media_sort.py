from typing import Literal

ListMediaSort = Literal["largest", "name", "newest", "oldest"]

LIST_MEDIA_SORT_VALUES: set[ListMediaSort] = {
    "largest",
    "name",
    "newest",
    "oldest",
}


def check_list_media_sort(value: str) -> ListMediaSort:
    if value in LIST_MEDIA_SORT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MEDIA_SORT_VALUES!r}")
