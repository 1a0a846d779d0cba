/**
 * Random numbers as a pure function of a key.
 *
 * <p>Everything random in meta-training and evaluation is derived from (seed, what it is for, which
 * one), never from a shared stream. So results do not depend on threads or order, a stopped run
 * resumes without saving generators, and a worker elsewhere could make the same numbers.
 */
package org.djlcelo.random;
