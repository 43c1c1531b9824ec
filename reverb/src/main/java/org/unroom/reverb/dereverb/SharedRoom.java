package org.unroom.reverb.dereverb;

import org.unroom.reverb.fit.RoomEstimate;

/**
 * What several recordings of one room say of it together ({@link RoomExtractor#shared}), so that
 * each can be treated with it: a short one alone tells little of how long its room rings.
 *
 * @param evidence whether there is a room
 * @param estimate its decay, fitted over all of them
 */
public record SharedRoom(Evidence evidence, RoomEstimate estimate) {}
