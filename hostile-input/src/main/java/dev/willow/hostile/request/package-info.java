/// What is sent: cases made from what a service documents, each with what may be answered. Start at [Cases].
package dev.willow.hostile.request;
