"""Live knows who is waiting for news and what they were last told; what the news says, others decide."""
