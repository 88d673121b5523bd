"""Cuts text into the pieces that multilingual-e5-small knows: XLM-RoBERTa's SentencePiece tokenizer."""

import re

from sentencepiece import SentencePieceProcessor
from sentencepiece.sentencepiece_model_pb2 import ModelProto

from bot.e5.weights import Weights

_SPACES = re.compile(" {2,}")


class Tokenizer:
    """Texts to the numbers of their pieces."""

    def __init__(self, weights: Weights) -> None:
        self._replacements = weights.replacements
        self._processor = SentencePieceProcessor(model_proto=_model(weights).SerializeToString())

    def pieces(self, text: str) -> list[int]:
        """The numbers of the text's pieces, without marks of beginning and end."""
        numbers: list[int] = self._processor.encode(_SPACES.sub(" ", text.translate(self._replacements)))
        return numbers


def _model(weights: Weights) -> ModelProto:
    """SentencePiece's own description of the tokenizer; characters are replaced beforehand, by the model's table."""
    model, kind = ModelProto(), ModelProto.SentencePiece
    special = {weights.begin: kind.CONTROL, weights.end: kind.CONTROL, weights.unknown: kind.UNKNOWN}
    for number, (piece, score) in enumerate(weights.pieces()):
        model.pieces.add(piece=piece, score=score, type=special.get(number, kind.NORMAL))
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type, trainer.vocab_size = trainer.UNIGRAM, len(model.pieces)
    trainer.bos_id, trainer.eos_id, trainer.unk_id, trainer.pad_id = weights.begin, weights.end, weights.unknown, -1
    normalizer.name, normalizer.remove_extra_whitespaces = "identity", False
    return model
