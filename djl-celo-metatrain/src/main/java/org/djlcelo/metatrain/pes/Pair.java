package org.djlcelo.metatrain.pes;

/**
 * Two trajectories with the same randomness.
 *
 * @param plus runs under theta + e
 * @param minus runs under theta - e
 */
public record Pair(Trajectory plus, Trajectory minus) {}
