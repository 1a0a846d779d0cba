package org.djlcelo.lopt.io;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One float32 tensor as a file holds it.
 *
 * @param shape the axes as claimed by the file, unchecked
 * @param bytes the values, row-major, little-endian
 */
record StoredTensor(List<Long> shape, ByteBuffer bytes) {}
