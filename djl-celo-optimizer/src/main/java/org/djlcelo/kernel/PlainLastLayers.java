package org.djlcelo.kernel;

/** The layers after the first in plain Java. */
final class PlainLastLayers implements LastLayersLoops {

    @Override
    public void hidden(Tile tile, float[] w, float[] b) {
        float[][] x = tile.first;
        int n = tile.n;
        for (int i = 0; i < 4; i++) {
            UnitLanes.twiceRelu(x[i], x[i], n);
        }
        for (int h = 0; h < 4; h++) {
            UnitLanes.reluLayer(
                    tile.second[h],
                    x[0],
                    x[1],
                    x[2],
                    x[3],
                    b[h],
                    w[h],
                    w[4 + h],
                    w[8 + h],
                    w[12 + h],
                    n);
        }
    }

    @Override
    public boolean step(Tile tile, float[] w, float[] b, float keep) {
        float[][] x = tile.second;
        int n = tile.n;
        for (int o = 0; o < 2; o++) {
            UnitLanes.layer(
                    tile.outputs[o],
                    x[0],
                    x[1],
                    x[2],
                    x[3],
                    b[o],
                    w[o],
                    w[2 + o],
                    w[4 + o],
                    w[6 + o],
                    n);
        }
        Steps.take(tile, keep);
        return true;
    }

    @Override
    public void layer(float[][] out, float[][] x, float[] w, float[] b, int n) {
        int width = b.length;
        for (int h = 0; h < width; h++) {
            Lanes.fill(out[h], b[h], n);
            for (int i = 0; i < x.length; i++) {
                UnitLanes.addRelu(out[h], x[i], w[i * width + h], n);
            }
        }
    }
}
