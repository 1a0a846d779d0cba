package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that readers see the old content or the new, never a part. */
final class AtomicFile {

    private AtomicFile() {}

    /** Writes a file's content piece by piece. */
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    static void write(Path file, byte[] content) throws IOException {
        write(file, channel -> writeAll(channel, ByteBuffer.wrap(content)));
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new WeightsException(file.toString(), "this is a folder; name a file in it");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new WeightsException(
                    file.toString(), "its folder does not exist; create the folder first");
        }
        // Not Files.createTempFile: its owner-only permissions would stay after the rename.
        Path temporary =
                target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                // Else a power cut after the rename could leave an empty file.
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
