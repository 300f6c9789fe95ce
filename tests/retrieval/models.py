"""Small models with random weights, saved by the library that users' models are saved with."""

from pathlib import Path
from typing import Any

_TEXT = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] where is my order refund late parcel reset password login how to cancel plan "
    "the a and of please thanks not it was"
)
WORDS = _TEXT.split()


def save_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A one-layer CrossEncoder as sentence-transformers saves it."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(3)
    inner = folder.with_name(folder.name + "-inner")
    inner.mkdir(parents=True)
    (inner / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizerFast(str(inner / "vocab.txt")).save_pretrained(inner)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64, num_labels=labels, initializer_range=0.8,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(inner)
    CrossEncoder(str(inner), device="cpu").save_pretrained(str(folder))
    return folder


def save_model(folder: Path, *, pooling: str = "mean", normalize: bool = True, kind: str = "bert") -> Path:
    """A two-layer model as a sentence-transformers folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast, DistilBertConfig, DistilBertModel

    torch.manual_seed(1)
    inner = folder.with_name(folder.name + "-inner")
    inner.mkdir(parents=True)
    (inner / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizerFast(str(inner / "vocab.txt")).save_pretrained(inner)
    model: Any
    if kind == "bert":
        model = BertModel(
            BertConfig(
                vocab_size=len(WORDS),
                hidden_size=32,
                num_hidden_layers=2,
                num_attention_heads=4,
                intermediate_size=64,
                max_position_embeddings=48,
                initializer_range=0.2,
            )
        )
    else:
        model = DistilBertModel(
            DistilBertConfig(
                vocab_size=len(WORDS), dim=32, n_layers=1, n_heads=4, hidden_dim=64, max_position_embeddings=48
            )
        )
    model.save_pretrained(inner)
    transformer = Transformer(str(inner))
    modules: list[Any] = [transformer, Pooling(32, pooling_mode=pooling)]
    if normalize:
        modules.append(Normalize())
    SentenceTransformer(modules=modules, device="cpu").save_pretrained(str(folder))
    return folder
