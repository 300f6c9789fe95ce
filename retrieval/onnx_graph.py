"""The graph of a BERT-shaped sentence model in ONNX, written node by node from its weights."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.onnx_shape import CannotTurn, Shape

Array = NDArray[np.float32]


def read_weights(path: Path) -> dict[str, Array]:
    """The tensors of a safetensors file as float32, without the ``bert.`` prefix that some models have."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    (size,) = struct.unpack("<Q", raw[:8].tobytes())
    header = json.loads(raw[8 : 8 + size].tobytes())
    found = {}
    for name, tensor in header.items():
        if name == "__metadata__" or tensor["dtype"] not in ("F32", "F16"):
            continue
        start, end = (8 + size + n for n in tensor["data_offsets"])
        kind = np.float32 if tensor["dtype"] == "F32" else np.float16
        values = np.frombuffer(raw[start:end].tobytes(), kind).reshape(tensor["shape"])
        found[name.removeprefix("bert.")] = values.astype(np.float32)
    return found


class _Graph:
    """Collects the nodes and weights of an ONNX graph."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []

    def weight(self, name: str, *, transpose: bool = False) -> str:
        if name not in self.weights:
            raise CannotTurn(f"its weights have no {name}")
        value = self.weights[name]
        return self.constant(name, value.T if transpose else value)

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.initializers.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(self, op: str, inputs: list[str], output: str, *, fused: bool = False, **attributes: Any) -> str:
        from onnx import helper

        outputs = [output, f"{output}_mask"] if op == "EmbedLayerNormalization" else [output]
        domain = "com.microsoft" if fused else ""
        self.nodes.append(helper.make_node(op, inputs, outputs, name=f"n_{output}", domain=domain, **attributes))
        return output


def _layer(g: _Graph, n: int, x: str, shape: Shape) -> str:
    """One transformer layer after ``x``: attention and feed-forward, each with a skip and a layer norm."""
    at = f"encoder.layer.{n}."
    parts = ("query", "key", "value")
    for part in parts:
        if f"{at}attention.self.{part}.weight" not in g.weights:
            raise CannotTurn(f"its weights have no {at}attention.self.{part}.weight")
    qkv = g.constant(f"qkv{n}", np.concatenate([g.weights[f"{at}attention.self.{p}.weight"].T for p in parts], axis=1))
    bias = g.constant(f"qkv_bias{n}", np.concatenate([g.weights[f"{at}attention.self.{p}.bias"] for p in parts]))
    attended = g.node("Attention", [x, qkv, bias, "attention_mask"], f"attended{n}", fused=True, num_heads=shape.heads)

    def skip(name: str, inner: str, outer: str, dense: str) -> str:
        product = g.node("MatMul", [inner, g.weight(f"{dense}.dense.weight", transpose=True)], f"{name}_product{n}")
        norms = [g.weight(f"{dense}.LayerNorm.weight"), g.weight(f"{dense}.LayerNorm.bias")]
        inputs = [product, outer, *norms, g.weight(f"{dense}.dense.bias")]
        return g.node("SkipLayerNormalization", inputs, f"{name}{n}", fused=True, epsilon=shape.epsilon)

    y = skip("seen", attended, x, f"{at}attention.output")
    wide = g.node("MatMul", [y, g.weight(f"{at}intermediate.dense.weight", transpose=True)], f"wide{n}")
    active = g.node("BiasGelu", [wide, g.weight(f"{at}intermediate.dense.bias")], f"active{n}", fused=True)
    return skip("out", active, y, f"{at}output")


def sentence_graph(weights: dict[str, Array], shape: Shape) -> Any:
    """The whole model, token ids to sentence vector, in float32."""
    from onnx import TensorProto, helper

    g = _Graph(weights)
    names = ["word_embeddings", "position_embeddings", "token_type_embeddings", "LayerNorm"]
    tables = [g.weight(f"embeddings.{n}.weight") for n in names]
    x = g.node(
        "EmbedLayerNormalization",
        ["input_ids", "token_type_ids", *tables, g.weight("embeddings.LayerNorm.bias"), "attention_mask"],
        "embedded",
        fused=True,
        epsilon=shape.epsilon,
    )
    for n in range(shape.layers):
        x = _layer(g, n, x, shape)
    if shape.pooling == "cls":
        pooled = g.node("Gather", [x, g.constant("first", np.array(0, np.int64))], "pooled", axis=1)
    else:  # the mean over real tokens only
        g.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
        g.node("Unsqueeze", ["mask", g.constant("last_axis", np.array([2], np.int64))], "mask3")
        g.node("Mul", [x, "mask3"], "masked")
        g.constant("token_axis", np.array([1], np.int64))
        g.node("ReduceSum", ["masked", "token_axis"], "total", keepdims=0)
        g.node("ReduceSum", ["mask3", "token_axis"], "tokens", keepdims=0)
        pooled = g.node("Div", ["total", "tokens"], "pooled")
    # our vectors are unit length whatever the model does: the index compares by cosine
    g.node("LpNormalization", [pooled], "sentence_embedding", axis=1, p=2)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", shape.hidden])
    graph = helper.make_graph(g.nodes, "sentence", inputs, [output], g.initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    # the graph is fused already; without this mark the quantiser logs a warning through the root logger
    helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    return model
