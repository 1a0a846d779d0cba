package org.djlcelo.eval.bench;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The parameters of models of several kinds and sizes, in DJL's layouts. */
enum ParameterSet {
    /** The usual first network. */
    MLP_100K("mlp-784-128-10", mlp(784, 128, 10)),

    /** A million parameters in three layers. */
    MLP_1M("mlp-784-768-512-10", mlp(784, 768, 512, 10)),

    /** Many tensors that are too small to be worth a thread. */
    SMALL_TENSORS("200-small-tensors", smallTensors(200, 64, 4096)),

    /** Convolutions, scales and shifts of norms, one dense layer. */
    RESNET18("resnet18-tensors", ResNet18.shapes()),

    /** Nothing but large matrices. */
    MATRICES_12M("12x1000x1000", Collections.nCopies(12, new Shape(1000, 1000))),

    /** Nothing but large matrices, twice as many. */
    MATRICES_25M("25x1000x1000", Collections.nCopies(25, new Shape(1000, 1000)));

    private final String label;
    private final List<Shape> shapes;

    ParameterSet(String label, List<Shape> shapes) {
        this.label = label;
        this.shapes = List.copyOf(shapes);
    }

    String label() {
        return label;
    }

    List<Shape> shapes() {
        return shapes;
    }

    /** The number of parameters. */
    long size() {
        return shapes.stream().mapToLong(Shape::size).sum();
    }

    private static List<Shape> mlp(int... widths) {
        List<Shape> shapes = new ArrayList<>();
        for (int layer = 1; layer < widths.length; layer++) {
            shapes.add(new Shape(widths[layer], widths[layer - 1]));
            shapes.add(new Shape(widths[layer]));
        }
        return shapes;
    }

    /** Matrices of eight rows and vectors in turn, their sizes evenly spaced on a log scale. */
    private static List<Shape> smallTensors(int count, int smallest, int largest) {
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double share = i / (count - 1.0);
            int size = (int) Math.round(smallest * Math.pow((double) largest / smallest, share));
            shapes.add(i % 2 == 0 ? new Shape(8, size / 8) : new Shape(size));
        }
        return shapes;
    }
}
