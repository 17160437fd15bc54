"""Tables as Parquet, row group by row group: no table is ever in memory as a whole."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import read_ipc_stream, write_ipc_stream, write_parquet

GROUP = 20_000  # rows of a row group: what a reader has to take at once
END = b"\xff\xff\xff\xff\x00\x00\x00\x00"  # of an Arrow IPC stream
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
FIRST = EPOCH.toordinal()
KINDS: Mapping[str, Callable[[], DataType]] = {
    "integer": DataType.int64,
    "number": DataType.float64,
    "text": DataType.string,
    "true or false": DataType.bool,
    "moment": lambda: DataType.timestamp("us", tz="UTC"),
    "day": DataType.date32,
}


def write(kinds: Mapping[str, str], batches: Iterable[Sequence[Sequence[Any]]], out: IO[bytes]) -> None:
    """Write rows, many at a time, as one Parquet file (zstd). `kinds`: for each column what it holds, see KINDS."""
    fields = [Field(name, KINDS[kind](), nullable=True) for name, kind in kinds.items()]
    stream = _Stream(Schema(fields), [KINDS[kind]() for kind in kinds.values()], iter(batches))
    write_parquet(read_ipc_stream(stream), out, compression="zstd(3)", max_row_group_size=GROUP)  # type: ignore[arg-type]  # a file as far as it is used: read and seek


class _Stream:
    """Batches as an Arrow IPC stream that is made while it is read: the one form that arro3 takes lazily."""

    def __init__(self, schema: Schema, types: Sequence[DataType], batches: Iterator[Sequence[Sequence[Any]]]) -> None:
        self.schema, self.types, self.batches = schema, types, batches
        self.head = _packed(RecordBatchReader.from_batches(schema, []))
        self.held = self.head
        self.ended = False

    def read(self, size: int) -> bytes:
        while len(self.held) < size and not self.ended:
            rows = next(self.batches, None)
            self.ended = rows is None
            self.held += END if rows is None else _packed(self._batch(rows))[len(self.head) :]
        told, self.held = self.held[:size], self.held[size:]
        return told

    def seek(self, *_: int) -> int:
        """Asked whether it is there, never called."""
        raise io.UnsupportedOperation("seek")

    def _batch(self, rows: Sequence[Sequence[Any]]) -> RecordBatch:
        columns = zip(*rows, strict=True) if rows else ([] for _ in self.types)
        arrays = [_array(column, type_) for column, type_ in zip(columns, self.types, strict=True)]
        return RecordBatch.from_arrays(arrays, schema=self.schema)


def _array(values: Iterable[Any], type_: DataType) -> Array:
    if type_ == KINDS["moment"]():
        whole = [None if value is None else (value - EPOCH) // MICROSECOND for value in values]
        return Array(whole, DataType.int64()).cast(type_)
    if type_ == KINDS["day"]():
        return Array([None if value is None else value.toordinal() - FIRST for value in values], DataType.int32()).cast(
            type_
        )
    return Array(list(values), type_)


def _packed(data: RecordBatch | RecordBatchReader) -> bytes:
    """The schema's message and those of the batches, without the stream's end."""
    out = io.BytesIO()
    write_ipc_stream(data, out)
    return out.getvalue().removesuffix(END)
