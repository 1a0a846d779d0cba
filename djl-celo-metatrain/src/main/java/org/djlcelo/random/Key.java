package org.djlcelo.random;

/**
 * A point in the tree of random streams: a seed, refined by what the numbers are for.
 *
 * @param value 64 well mixed bits
 */
public record Key(long value) {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /**
     * Returns the root for a seed.
     *
     * @param seed the user's seed
     * @return its key
     */
    public static Key of(long seed) {
        return new Key(mix(seed + GOLDEN_GAMMA));
    }

    /**
     * Returns the key of a part of this stream.
     *
     * @param part which part, for instance an iteration or a particle
     * @return a key that is independent of this one and of those of other parts
     */
    public Key with(long part) {
        return new Key(mix(mix(value + GOLDEN_GAMMA) ^ mix(part * GOLDEN_GAMMA + 1)));
    }

    /**
     * Returns the key of a named part of this stream.
     *
     * @param purpose what the numbers are for
     * @return a key that is independent of this one and of those of other purposes
     */
    public Key with(String purpose) {
        Key key = this;
        for (int i = 0; i < purpose.length(); i++) {
            key = key.with(purpose.charAt(i));
        }
        return key;
    }

    /**
     * Returns a new generator that always gives the same numbers for this key.
     *
     * @return the generator
     */
    public KeyedRandom random() {
        return new KeyedRandom(value);
    }

    /** A bijection in which every input bit affects every output bit (Stafford's variant 13). */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
