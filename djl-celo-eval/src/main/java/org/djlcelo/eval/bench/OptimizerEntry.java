package org.djlcelo.eval.bench;

/** An optimizer on tensors whose gradients are given. */
final class OptimizerEntry implements Entry {

    private final BenchOptimizer optimizer;
    private final Tensors tensors;
    private final String[] ids;
    private int steps;

    OptimizerEntry(BenchOptimizer optimizer, Tensors tensors) {
        this.optimizer = optimizer;
        this.tensors = tensors;
        ids = new String[tensors.count()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "parameter " + i;
        }
    }

    /** {@inheritDoc} */
    @Override
    public void rewind() {
        tensors.rewind();
    }

    /** {@inheritDoc} */
    @Override
    public void step() {
        optimizer.observe(1 + 1f / ++steps);
        for (int i = 0; i < ids.length; i++) {
            optimizer.optimizer().update(ids[i], tensors.weight(i), tensors.gradient(i));
        }
        tensors.await();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        optimizer.close();
    }
}
