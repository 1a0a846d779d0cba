package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;

/** The recorded quadratic; the network's output is the loss. */
final class QuadraticProblem implements Problem {

    private static final List<String> CONSTANTS = List.of("a", "b", "C", "D");

    private final GoldenFile file;

    QuadraticProblem(GoldenFile file) {
        this.file = file;
    }

    @Override
    public Block newBlock() {
        return new QuadraticBlock(constantShape("a"), constantShape("C"));
    }

    @Override
    public List<String> parameterNames() {
        return List.of("x", "Y");
    }

    @Override
    public Shape[] inputShapes() {
        return CONSTANTS.stream().map(this::constantShape).toArray(Shape[]::new);
    }

    @Override
    public Loss newLoss() {
        return new Loss("value of the quadratic") {
            /** {@inheritDoc} */
            @Override
            public NDArray evaluate(NDList labels, NDList predictions) {
                return predictions.head();
            }
        };
    }

    @Override
    public Batch batch(NDManager manager, int step) {
        NDList constants = new NDList();
        for (String name : CONSTANTS) {
            constants.add(manager.create(file.get("const/" + name).values(), constantShape(name)));
        }
        return new Batch(constants, new NDList());
    }

    private Shape constantShape(String name) {
        return new Shape(file.get("const/" + name).shape());
    }
}
