"""Newspapers → a store that can be asked."""

import os

# ONNX Runtime's official builds and Hugging Face's libraries report to their makers unless told not to before they
# start; what is done with an archive stays on its machine.
os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
