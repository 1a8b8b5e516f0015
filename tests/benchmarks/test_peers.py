"""All peers make the same steps: else their times could not be compared."""

import numpy as np
import pytest

from benchmarks import peers
from benchmarks.engine import SHAPES, training
from gradflow import create_network, relative_error


@pytest.mark.parametrize("shape", SHAPES)
def test_peers_reach_the_weights_of_the_engine(shape, name):
    task = training(shape, batches=3, epochs=1)
    ours, theirs = peers.engine_steps(task)(), peers.PEERS[name](task)()
    moved = [W for W, _ in task.network.params]
    for (W, b), (other_W, other_b), start in zip(ours, theirs, moved, strict=True):
        assert not np.array_equal(W, start)
        assert relative_error(W, other_W) <= 1e-10
        assert relative_error(b, other_b) <= 1e-10


def test_each_run_starts_from_the_same_weights(name):
    run = peers.PEERS[name](training("a", batches=2, epochs=4))
    first = [W.copy() for W, _ in run()]
    for _ in range(4):
        for W, (again, _) in zip(first, run(), strict=True):
            assert np.array_equal(W, again)


def test_batches_cover_every_sample_once_per_epoch():
    X, labels = np.zeros((7, 4)), np.zeros(7, int)
    network = create_network([4, 2], rng=np.random.default_rng(1))
    for seed in (None, 5):
        task = peers.Training(network, X, labels, 3, 0.1, epochs=2, seed=seed)
        rows = [np.arange(7)[batch] for batch in task.batches()]
        assert [len(batch) for batch in rows] == [3, 3, 1, 3, 3, 1]
        for epoch in (rows[:3], rows[3:]):
            assert sorted(np.concatenate(epoch)) == list(range(7))
