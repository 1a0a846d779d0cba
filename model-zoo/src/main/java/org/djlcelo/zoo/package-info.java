/**
 * Published weights of learned optimizers, inside the jar, found by DJL's {@code Criteria} under
 * the group id {@code org.djlcelo}.
 *
 * <p>Weights are read straight from the class path. DJL's own loaders copy an artifact into a cache
 * directory first, which can outlive the jar it came from; here nothing is copied, so an upgraded
 * jar always serves its own weights, without a network and without a writable home directory.
 */
package org.djlcelo.zoo;
