"""Writes an ONNX graph whose large tensors go straight to a data file, so that assembly never holds the model.

onnxruntime maps the data file into memory instead of reading it: the rows of the word table that no text uses cost no
memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA_FILE = "model.data"
GRAPH_FILE = "model.onnx"
CONTRIB = "com.microsoft"  # onnxruntime's own operators
_OPSET, _IR_VERSION = 17, 8
_PAGE = 4096  # maps start at page borders
_INLINE_BYTES = 256  # scalars and axes stay in the graph; onnxruntime wants to see them while it loads


@dataclass(frozen=True, slots=True)
class Port:
    """An input or output of the graph: a name, an element type of numpy, and sizes or the names of free ones."""

    name: str
    dtype: str
    shape: tuple[int | str, ...]


class GraphWriter:
    """Collects nodes and writes tensors into `folder`; `save` closes it. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = (folder / DATA_FILE).open("wb")
        # onnx ships no usable types for its protobuf messages.
        self._nodes: list[Any] = []
        self._tensors: dict[str, Any] = {}

    def __enter__(self) -> GraphWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._data.close()

    def node(self, operator: str, inputs: Sequence[str], output: str | Sequence[str], **attributes: Any) -> str:
        """Adds a node and returns its first output. `domain` is an attribute like any other."""
        from onnx import helper

        outputs = [output] if isinstance(output, str) else list(output)
        self._nodes.append(helper.make_node(operator, list(inputs), outputs, **attributes))
        return outputs[0]

    def cast(self, x: str, dtype: str, output: str) -> str:
        from onnx import helper

        return self.node("Cast", [x], output, to=helper.np_dtype_to_tensor_dtype(np.dtype(dtype)))

    def scalar(self, name: str, value: np.generic) -> str:
        return self.tensor(name, np.asarray(value))

    def tensor(self, name: str, array: NDArray[Any]) -> str:
        return self.tensor_from_parts(name, array.shape, array.dtype, [array])

    def tensor_from_parts(
        self, name: str, shape: Sequence[int], dtype: np.dtype[Any], parts: Iterable[NDArray[Any]]
    ) -> str:
        """A constant of the graph, written part by part along its first axis. A name that is known is not rewritten."""
        from onnx import TensorProto, external_data_helper, helper

        if name in self._tensors:
            return name
        proto = TensorProto(name=name, dims=shape, data_type=helper.np_dtype_to_tensor_dtype(dtype))
        if int(np.prod(shape)) * dtype.itemsize <= _INLINE_BYTES:
            proto.raw_data = b"".join(part.tobytes() for part in parts)
        else:
            self._data.write(b"\0" * (-self._data.tell() % _PAGE))
            start = self._data.tell()
            for part in parts:
                self._data.write(np.ascontiguousarray(part, dtype).data)
            proto.raw_data = b""  # the helper asks for the field; the bytes are in the file
            external_data_helper.set_external_data(proto, DATA_FILE, start, self._data.tell() - start)
            proto.ClearField("raw_data")
        self._tensors[name] = proto
        return name

    def save(self, inputs: Sequence[Port], outputs: Sequence[Port]) -> None:
        import onnx
        from onnx import helper

        graph = helper.make_graph(
            self._nodes, "encoder", [_value(port) for port in inputs], [_value(port) for port in outputs]
        )
        graph.initializer.extend(self._tensors.values())
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, 1)],
            ir_version=_IR_VERSION,
        )
        self._data.flush()
        (self._folder / GRAPH_FILE).write_bytes(onnx.ModelProto.SerializeToString(model))


def _value(port: Port) -> Any:
    from onnx import helper

    return helper.make_tensor_value_info(port.name, helper.np_dtype_to_tensor_dtype(np.dtype(port.dtype)), port.shape)
