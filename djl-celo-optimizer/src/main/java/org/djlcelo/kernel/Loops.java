package org.djlcelo.kernel;

/** The loops of an update, over the elements of one {@link Tile}; without state. */
record Loops(
        int tileSize,
        GradientLoops gradient,
        SpreadLoops spread,
        SquareLoops squares,
        FirstLayerLoops first,
        LastLayersLoops last) {}
