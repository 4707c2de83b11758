"""The calls of SageMaker's Python SDK, in its order: what its classes send, without the SDK.

The order was measured on versions 1.72 (the courses') and 2.100. Where the two differ, `Session.version` decides.
Whatever the SDK prints is kept in `Session.printed`.
"""

from .estimator import Estimator
from .model import Predictor
from .session import Session
from .transformer import Transformer
from .tuner import HyperparameterTuner

__all__ = ["Estimator", "HyperparameterTuner", "Predictor", "Session", "Transformer"]
