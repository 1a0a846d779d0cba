/**
 * Weight files: meta-parameters together with how they were made.
 *
 * <p>{@link org.djlcelo.lopt.io.WeightsFile} reads and writes files, {@link
 * org.djlcelo.lopt.io.ZooWeights} finds published weights in the model zoo. Files come from
 * anywhere, so every size and offset in them is checked before it is used.
 */
package org.djlcelo.lopt.io;
