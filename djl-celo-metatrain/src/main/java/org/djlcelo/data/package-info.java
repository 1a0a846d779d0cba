/**
 * Small data sets: where they come from, how their files are read, how images become network inputs
 * and how batches are drawn.
 *
 * <p>An {@link org.djlcelo.data.ImageSet} is obtained from a {@link org.djlcelo.data.DataSource}
 * (embedded in the jar, a directory, or DJL's downloads); an {@link org.djlcelo.data.ImagePipeline}
 * turns it into floats; a {@link org.djlcelo.data.BatchSampler} says which samples the n-th batch
 * holds. A {@link org.djlcelo.data.TextSet} holds documents. Nothing here keeps mutable state, so
 * that a stopped run continues identically.
 */
package org.djlcelo.data;
