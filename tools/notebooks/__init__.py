"""Execute the notebooks, normalise their outputs, compare them with the committed ones.

python -m tools.notebooks [PATH …]          execute and write in place
python -m tools.notebooks --check [PATH …]  execute in memory and compare with the files

A notebook in notebooks/ that has a solution of the same name in solutions/ is generated from it.

Two runs on one machine write the same bytes. Another machine has other matrix kernels and so
other last digits; `--check` asks there for equal text, every figure, and numbers within
|a − b| ≤ absolute + relative · max(|a|, |b|). A cell that prints trained or measured quantities
states wider tolerances in its metadata: {"compare": {"relative": 0.02, "absolute": 0.01}}.
"""
