"""The graph that ONNX Runtime runs."""

import onnx

from bot.e5 import graph
from bot.e5.weights import Weights, model_path


def test_graph_has_six_matrices_a_layer() -> None:
    weights = Weights(model_path())
    model = onnx.load_from_string(graph.build(weights))
    kinds = [node.op_type for node in model.graph.node]
    assert kinds.count("DynamicQuantizeMatMul") == 5 * weights.layers
    assert kinds.count("MatMulNBits") == weights.layers
    assert kinds.count("Softmax") == weights.layers


def test_graph_takes_a_text_of_any_length() -> None:
    model = onnx.load_from_string(graph.build(Weights(model_path())))
    length, hidden = model.graph.input[0].type.tensor_type.shape.dim
    assert length.dim_param == "length"
    assert hidden.dim_value == 384
