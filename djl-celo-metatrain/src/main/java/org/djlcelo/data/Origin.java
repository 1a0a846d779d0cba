package org.djlcelo.data;

/**
 * What data a set really is, to be copied into every result made from it.
 *
 * @param description what the samples are and where they came from
 * @param licence the licence, with a word where it is only believed
 */
public record Origin(String description, String licence) {}
