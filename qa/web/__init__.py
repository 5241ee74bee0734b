"""What browsers and other programs are served."""

import sys

from qa.web.stubless import Stubless

sys.meta_path.insert(0, Stubless())  # before anything here imports Gradio
