package org.djlcelo.kernel;

/**
 * The loops of an update over the elements of one {@link Tile}, all of one kind. They have no state
 * and are shared by threads.
 *
 * @param tileSize the elements of a tile
 * @param stride the elements that loops take at once; they may go on to the next multiple of it
 * @param gradient loops over the gradient
 * @param spread loops that bring rows and columns to elements
 * @param squares loops of the pass that sums squares
 * @param first loops of the first layer
 * @param last loops of the other layers
 */
record Loops(
        int tileSize,
        int stride,
        GradientLoops gradient,
        SpreadLoops spread,
        SquareLoops squares,
        FirstLayerLoops first,
        LastLayersLoops last) {}
