/**
 * What run records are worth: scores against the best Adam of each task and their aggregates.
 *
 * <p>Nothing here trains anything; records in, numbers out.
 */
package org.djlcelo.eval.score;
