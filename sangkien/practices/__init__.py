"""Good practices (mô hình, cách làm hay): from registration to adopters."""
