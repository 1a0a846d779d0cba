/**
 * Campaigns: which runs are made, in which order, by how many jobs, for how long.
 *
 * <p>A {@link org.djlcelo.eval.campaign.Plan} is a value: cells of (task, optimizer), each with the
 * settings that are tried. Some of its runs depend on results; {@link
 * org.djlcelo.eval.campaign.Outcomes} decides them from the records that there are. So a campaign
 * has no state but its records, and can be stopped and begun again at any time.
 */
package org.djlcelo.eval.campaign;
